package lab.coordination;

/// The two ends of a way.
///
/// @param in where a number is put in
/// @param out where it is taken out
record Between(In in, Out out) implements Handover {
    interface In {
        void put(Long number) throws InterruptedException;
    }

    interface Out {
        Long take() throws InterruptedException;
    }

    @Override
    public void put(long number) throws InterruptedException {
        in.put(number);
    }

    @Override
    public long take() throws InterruptedException {
        return out.take();
    }
}
