package studio.clearance.approval.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import studio.clearance.approval.auditing.AuditVerifier.Broken;
import studio.clearance.approval.auditing.AuditVerifier.Finding;
import studio.clearance.approval.auditing.ExportedAudit;
import studio.clearance.approval.signing.KeySet;
import studio.clearance.approval.signing.Keystore;

/** {@code ./clearance audit verify EXPORT}: walks an export of the audit record and names the first broken link. */
public final class VerifyAudit {

    static final int WHOLE = 0;
    static final int BROKEN = 1;
    static final int WRONG_CALL = 2;

    static final String HELP = """
            ./clearance audit verify                      walk the record of the running local system
            ./clearance audit verify EXPORT --jwks KEYS   walk an export, without the system
            ./clearance audit export FILE                 write the record of the running local system to a file

              --jwks  the studio's public keys: a file, or the address to fetch them from

            Answers 0 when every link holds, 1 when one is broken, 2 when it could not be walked.
            """;

    private final PrintStream out;
    private final PrintStream err;

    VerifyAudit(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] words) {
        System.exit(new VerifyAudit(System.out, System.err).run(words));
    }

    int run(String... words) {
        try {
            Call call = Call.of(words, Set.of("--jwks"));
            Path export = call.file();
            KeySet keys = call.keys();
            try (BufferedReader lines = Files.newBufferedReader(export, StandardCharsets.UTF_8)) {
                return tell(ExportedAudit.verify(lines, jws -> keys.verify(jws, Keystore.AUDIT_SEAL)));
            } catch (IOException e) {
                throw new Call.Refused(export + " cannot be read: " + e.getMessage());
            }
        } catch (Call.Refused refused) {
            err.println(refused.getMessage() + ".");
            err.print(HELP);
            return WRONG_CALL;
        }
    }

    private int tell(Finding finding) {
        Broken broken = finding.broken();
        if (broken == null) {
            out.printf(
                    "Whole: %d entries of %d cases, under %d seals.%n",
                    finding.entries(), finding.cases(), finding.seals());
            return WHOLE;
        }
        out.printf(
                "Broken at %s: %s.%n",
                broken.caseId() == null
                        ? "seal " + broken.number()
                        : "entry " + broken.number() + " of case " + broken.caseId(),
                broken.what());
        return BROKEN;
    }
}
