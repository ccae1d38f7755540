package studio.clearance.local.gateway;

/** What a person sees while the service behind a page is away. */
final class Away {
    private Away() {}

    static String page(String target) {
        return Html.page(
                "Back in a moment", "<meta http-equiv=\"refresh\" content=\"3\">", """
                <h1>Back in a moment</h1>
                <p>The <b>%s</b> part of Clearance is not answering. It may be starting. This page tries again by itself.</p>
                """.formatted(Html.text(target)));
    }
}
