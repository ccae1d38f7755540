package studio.clearance.triage.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages' templates; their expressions are checked against the views when the service is built. */
@CheckedTemplate(basePath = "pages", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class Templates {

    private Templates() {}

    static native TemplateInstance policy(PolicyView view);

    static native TemplateInstance publication(ConfirmationView view);

    static native TemplateInstance playground(PlaygroundView view);

    static native TemplateInstance problems(ProblemsView view);

    static native TemplateInstance notHere(NotHereView view);
}
