package studio.clearance.triage.vocabulary;

import java.util.List;
import studio.clearance.triage.domain.Declaration;
import studio.clearance.triage.domain.Violation;

/** What came of reading a declaration from JSON. */
public sealed interface DeclarationReading {
    record Understood(Declaration declaration) implements DeclarationReading {}

    /** Everything that is wrong with it, in the order of the document. */
    record Refused(List<Violation> violations) implements DeclarationReading {}
}
