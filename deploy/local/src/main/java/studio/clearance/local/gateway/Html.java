package studio.clearance.local.gateway;

/** The frame of the gateway's own few pages. They must work while every service is away, so they bring their own style. */
final class Html {
    private static final String STYLE = """
            :root{color-scheme:light dark;--paper:light-dark(#f6f5f2,#141413);--surface:light-dark(#fff,#1c1c1a);--line:light-dark(#dcd9d1,#363530);
            --ink:light-dark(#1b1a18,#eceae5);--ink-2:light-dark(#57544d,#aeaba3);--accent:light-dark(#2149a8,#9db9ff);
            --ok:light-dark(#1c673d,#86d1a2);--stop:light-dark(#a1201b,#ff9f96)}
            body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,sans-serif}
            main{max-width:60rem;margin:0 auto;padding:24px 16px}h1{font-size:19px;margin:0 0 12px}nav{margin:0 0 24px}nav a{margin-right:16px}
            a{color:var(--accent)}table{width:100%;border-collapse:collapse;background:var(--surface)}
            th,td{text-align:left;padding:8px 12px;border-bottom:1px solid var(--line);vertical-align:top}th{font-weight:600;color:var(--ink-2)}
            pre{background:var(--surface);border:1px solid var(--line);padding:12px;white-space:pre-wrap;overflow-wrap:anywhere}
            iframe{width:100%;height:70vh;border:1px solid var(--line);background:#fff}.quiet{color:var(--ink-2)}.ok{color:var(--ok)}.stop{color:var(--stop)}
            """;

    private Html() {}

    static String page(String title, String head, String body) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s · Clearance</title>%s<style>%s</style></head><body><main>%s</main></body></html>
                """.formatted(text(title), head, STYLE, body);
    }

    /** What came from outside, made harmless as text or as an attribute in double quotes. */
    static String text(String outside) {
        var safe = new StringBuilder(outside.length() + 16);
        for (int i = 0; i < outside.length(); i++) {
            char c = outside.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
