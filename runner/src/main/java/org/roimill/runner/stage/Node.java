package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Work;

/** A stage of one part, with the places that it reads and makes. */
final class Node {
    final int part;
    final StageRun run;
    final List<Place> in;
    final List<Place> out;
    /** The kernels whose results this one computes block by block as it reads them, the nearest first. */
    final List<Node> fused = new ArrayList<>();
    /** The pass that this node is computed in; itself where it is one. */
    Node pass = this;

    Node(int part, StageRun run, List<Place> in, List<Place> out) {
        this.part = part;
        this.run = run;
        this.in = List.copyOf(in);
        this.out = List.copyOf(out);
    }

    /** True if its result can be made block by block whenever somebody asks for it. */
    boolean canBeComputed() {
        return run.work() instanceof Work.Kernel kernel
                && kernel.grain(run.geometry.primary.coreDomain()) == null
                && out.size() == 1
                && run.geometry.out.get(0) != null
                // Wide ids are looked through as a whole before anybody works on them.
                && !(spec().kind() == Kind.LABELS && isWide(spec().dtype()));
    }

    private static boolean isWide(DType type) {
        return type.bytes() == 8;
    }

    /** Of its only output. */
    private RasterSpec spec() {
        return run.geometry.out.get(0).spec();
    }

    /** How much there is to go through: the voxels of what it makes, or of what it looks at. */
    long voxels() {
        return run.geometry.primary.spec().grid().voxels();
    }

    /** What the largest piece takes, with blocks as large as fit. */
    long pieceBytes() {
        return switch (run.work()) {
            case Work.Kernel kernel -> kernelBytes();
            case Work.Whole whole -> kernelBytes();
            case Work.Fold<?, ?> fold -> cellBytes(fold.cell(run.geometry.primary.coreDomain()), false);
            case Work.Objects<?, ?> objects -> cellBytes(objects.cell(run.geometry.primary.coreDomain()), true);
            case Work.Cutter cutter -> 0;
        };
    }

    private long kernelBytes() {
        KernelRun kernel = new KernelRun(run);
        if (kernel.pieces() == 0) {
            return 0;
        }
        // Those at the edges are smaller, and one in the middle has all of its halo.
        Piece first = kernel.piece(0);
        Piece middle = kernel.piece(kernel.pieces() / 2);
        return Math.max(
                Window.bytes(run, first.places(), first.region(), true),
                Window.bytes(run, middle.places(), middle.region(), true));
    }

    private long cellBytes(long[] cell, boolean withOutputs) {
        List<Piece> pieces = Piece.all(
                run.geometry.outerDomain,
                Piece.ones(run.geometry.outer.count()),
                run.geometry.primary.coreDomain(),
                cell);
        if (pieces.isEmpty()) {
            return 0;
        }
        Piece middle = pieces.get(pieces.size() / 2);
        Piece first = pieces.get(0);
        return Math.max(
                Window.bytes(run, first.places(), first.region(), withOutputs),
                Window.bytes(run, middle.places(), middle.region(), withOutputs));
    }
}
