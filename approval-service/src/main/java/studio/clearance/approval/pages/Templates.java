package studio.clearance.approval.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages' templates; their expressions are checked against the views when the service is built. */
@CheckedTemplate(basePath = "pages", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class Templates {

    private Templates() {}

    static native TemplateInstance home(HomeView view);

    static native TemplateInstance welcome(WelcomeView view);

    static native TemplateInstance queue(QueueView view);

    static native TemplateInstance reviewCase(CaseView view);

    static native TemplateInstance confirmation(ConfirmationView view);

    static native TemplateInstance verify(VerifyView view);

    static native TemplateInstance letter(LetterView view);

    static native TemplateInstance problem(ProblemView view);
}
