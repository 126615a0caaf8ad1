package lab.service;

/// A number that looks random and is not: the output function of SplitMix64 (Steele, Lea and Flood
/// 2014, 'Fast splittable pseudorandom number generators').
final class Mix {
    private Mix() {}

    static long of(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
