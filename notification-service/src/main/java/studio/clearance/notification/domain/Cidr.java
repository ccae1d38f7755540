package studio.clearance.notification.domain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A range of addresses, {@code 10.0.0.0/8} or {@code fd00::/8}. */
public record Cidr(InetAddress network, int prefix) {

    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:.]+");

    public Cidr {
        if (prefix < 0 || prefix > network.getAddress().length * 8) {
            throw new IllegalArgumentException("No such prefix length: " + prefix);
        }
    }

    public static Cidr of(String text) {
        String[] parts = text.strip().split("/", -1);
        // Only literals: a name would be looked up, and a range must not depend on what a name server says today.
        if (parts.length != 2 || !LITERAL.matcher(parts[0]).matches() || !parts[1].matches("\\d{1,3}")) {
            throw new IllegalArgumentException("Not an address range like 10.0.0.0/8: " + text);
        }
        try {
            return new Cidr(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException("Not an address range like 10.0.0.0/8: " + text, notAnAddress);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != other[i]) {
                return false;
            }
        }
        int mask = 0xFF00 >> prefix % 8 & 0xFF;
        return mask == 0 || (mine[whole] & mask) == (other[whole] & mask);
    }
}
