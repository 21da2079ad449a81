import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds every PDF of a folder against PDF/A-3a and PDF/UA-1 with veraPDF's engine. */
public final class Vera {
    private static final List<String> STANDARDS = List.of("3a", "ua1");

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        File[] files = new File(arguments[0]).listFiles((folder, name) -> name.endsWith(".pdf"));
        if (files == null || files.length == 0) {
            System.err.println("There is no PDF in " + arguments[0] + ".");
            System.exit(1);
        }
        Arrays.sort(files);
        int broken = 0;
        for (File file : files) {
            for (String standard : STANDARDS) {
                broken += violations(file, standard);
            }
        }
        System.out.println(files.length + " PDFs held against " + String.join(" and ", STANDARDS)
            + ": " + broken + " violations.");
        System.exit(broken == 0 ? 0 : 1);
    }

    private static int violations(File file, String standard) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(standard);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            int found = 0;
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    found++;
                    System.out.println(file.getName() + ", " + standard + ", "
                        + one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber()
                        + ": " + one.getMessage());
                }
            }
            return result.isCompliant() ? found : Math.max(1, found);
        }
    }
}
