//JAVA 25+
// The demo chain on three ROIs of synthetic tissue, from a script. In a clone:
//   tools/jbang notebooks/demo.java [FOLDER]
// Stores, results and a picture go to FOLDER, by default roimill-demo. A second run finds everything done.

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.roimill.api.Mill;
import org.roimill.api.demo.Tissue;
import org.roimill.api.picture.ContactSheet;
import org.roimill.api.picture.Panel;
import org.roimill.api.picture.Png;
import org.roimill.core.format.Roi;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.run.RoiResult;
import org.roimill.runner.run.RunOptions;
import org.roimill.runner.run.RunReport;

void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments.length == 0 ? "roimill-demo" : arguments[0]);
    Path rois = folder.resolve("rois");
    if (Files.notExists(rois)) {
        Tissue.make(rois, 3, 1, 512);
    }
    try (Mill mill = Mill.start()) {
        Chain chain = mill.chain(Path.of("configs/demo.yaml"));
        RunReport report = mill.run(chain, mill.rois(rois.toString()), RunOptions.DEFAULT);
        for (RoiResult roi : report.rois()) {
            int found = roi.cause() == null ? mill.table(roi.path(), "ki67_in_nuclei").rows() : 0;
            int there = mill.table(roi.path(), Tissue.TABLE).rows();
            IO.println(roi.id() + ": " + roi.outcome() + ", " + found + " nuclei found, " + there + " are there");
        }
        Path picture = folder.resolve("demo.png");
        show(mill, report, picture);
        IO.println(picture);
        System.exit(report.exitCode());
    }
}

void show(Mill mill, RunReport report, Path picture) {
    List<Roi> open = new ArrayList<>();
    try {
        report.rois().forEach(roi -> open.add(mill.open(roi.path())));
        Panel markers = Panel.images("DAPI", "ECad", "CD3");
        Panel nuclei = Panel.images("DAPI").outlined("nuclei");
        Png.write(ContactSheet.of(open, List.of(markers, nuclei, Panel.labels("cells"))), picture);
    } finally {
        open.forEach(Roi::close);
    }
}
