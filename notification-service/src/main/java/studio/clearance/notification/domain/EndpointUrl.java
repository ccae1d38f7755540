package studio.clearance.notification.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The address a partner gave for its webhooks, as far as it can be judged by reading it. */
public record EndpointUrl(URI uri) {

    private static final int LONGEST = 2048;

    /** What is wrong with it, in words for the person who entered it. */
    public static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    public static EndpointUrl of(String text) throws Unusable {
        if (text.length() > LONGEST) {
            throw new Unusable("The address is longer than " + LONGEST + " characters.");
        }
        URI uri;
        try {
            uri = new URI(text.strip()).parseServerAuthority();
        } catch (URISyntaxException malformed) {
            throw new Unusable("This is not an address. It looks like https://hooks.example.com/clearance.");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new Unusable("The address begins with https://.");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new Unusable("The address has no host name.");
        }
        if (uri.getRawUserInfo() != null) {
            throw new Unusable("The address holds a user name or password. Verify the signature instead.");
        }
        if (uri.getRawFragment() != null) {
            throw new Unusable("The address has a part after #, which is never sent.");
        }
        return new EndpointUrl(uri);
    }

    public boolean isEncrypted() {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    /** The host as a name or a literal, an IPv6 literal without its brackets. */
    public String host() {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    public int port() {
        return uri.getPort() >= 0 ? uri.getPort() : isEncrypted() ? 443 : 80;
    }

    public String pathAndQuery() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
