package lab.coordination;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import lab.cancel.Cancellation;

/// A tree of tasks, ten below each, down to the leaves, which are numbered from 0 and answer with
/// their number; every other task answers with the sum of what is below it. (A. Temerev, *Skynet 1M
/// concurrency microbenchmark*, 2016.)
///
/// Once a stop was asked for, every node is a leaf: the tree that has begun to grow ends in no
/// time, whatever model grows it.
///
/// @param leaves a power of ten
/// @param cancellation ends it early
public record Skynet(int leaves, Cancellation cancellation) implements Exercise<Skynet.Model> {
    /// How many are below each task that is no leaf.
    public static final int CHILDREN = 10;

    public Skynet {
        int power = 1;
        while (power < leaves && power <= Integer.MAX_VALUE / CHILDREN) power *= CHILDREN;
        if (power != leaves)
            throw new IllegalArgumentException("leaves must be a power of ten, not " + leaves);
    }

    /// A tree that nobody stops.
    public Skynet(int leaves) {
        this(leaves, new Cancellation());
    }

    /// What a model implements: a task of its own for each child.
    @FunctionalInterface
    public interface Model {
        /// The number of a leaf, or the sum of what the children answer.
        long sum(Node node) throws Exception;
    }

    /// A node, with the leaves below it.
    ///
    /// @param first the number of the first of its leaves
    /// @param size how many leaves it has; 1 for a leaf
    public record Node(Skynet tree, long first, int size) {
        /// Whether it has no children, or had better grow none.
        public boolean isLeaf() {
            return size == 1 || tree.cancellation.requested();
        }

        /// The answer of a leaf.
        public long number() {
            return first;
        }

        /// One of the children.
        ///
        /// @param i from 0 to [#CHILDREN]
        public Node child(int i) {
            int part = size / CHILDREN;
            return new Node(tree, first + (long) i * part, part);
        }

        /// All of them.
        public List<Node> children() {
            var children = new Node[CHILDREN];
            for (int i = 0; i < CHILDREN; i++) children[i] = child(i);
            return Arrays.asList(children);
        }
    }

    /// The node that all others are below.
    public Node root() {
        return new Node(this, 0, leaves);
    }

    @Override
    public String name() {
        return "skynet of %,d".formatted(leaves);
    }

    @Override
    public long answer() {
        return leaves * (leaves - 1L) / 2;
    }

    /// All tasks, those that are no leaves included.
    @Override
    public long steps() {
        return (CHILDREN * (long) leaves - 1) / (CHILDREN - 1);
    }

    @Override
    public String step() {
        return "task";
    }

    /// @throws CancellationException if a stop was asked for
    @Override
    public long run(Model model) throws Exception {
        long sum = model.sum(root());
        cancellation.check();
        return sum;
    }
}
