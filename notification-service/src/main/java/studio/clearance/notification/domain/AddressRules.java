package studio.clearance.notification.domain;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a webhook may go to: the public internet, and what whoever runs the system allows besides. What a partner
 * enters as an address must never make us knock at a door inside the house.
 *
 * @param allowed ranges that are let through although they are not public
 */
public record AddressRules(List<Cidr> allowed) {

    /** What the IANA IPv4 special-purpose registry lists as not globally reachable, multicast and the future class E. */
    private static final List<Cidr> NOT_PUBLIC_V4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(Cidr::of)
            .toList();

    /** Global unicast is one block; everything outside it is local, mapped, translated, multicast or unassigned. */
    private static final Cidr PUBLIC_V6 = Cidr.of("2000::/3");

    /** Inside that block: protocol assignments with Teredo, documentation, and 6to4, which embeds an IPv4 address. */
    private static final List<Cidr> NOT_PUBLIC_V6 = Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(Cidr::of)
            .toList();

    public AddressRules {
        allowed = List.copyOf(allowed);
    }

    public boolean permits(InetAddress address) {
        return isAllowed(address) || isPublic(unmapped(address));
    }

    /** Whether it is let through only because whoever runs the system said so: there plain HTTP is accepted too. */
    public boolean isAllowed(InetAddress address) {
        InetAddress plain = unmapped(address);
        return allowed.stream().anyMatch(range -> range.contains(plain));
    }

    private static boolean isPublic(InetAddress address) {
        return address instanceof Inet6Address
                ? PUBLIC_V6.contains(address) && NOT_PUBLIC_V6.stream().noneMatch(range -> range.contains(address))
                : NOT_PUBLIC_V4.stream().noneMatch(range -> range.contains(address));
    }

    /** {@code ::ffff:10.0.0.1} and {@code ::10.0.0.1} reach the IPv4 address inside them. */
    private static InetAddress unmapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return address;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return address;
            }
        }
        boolean mapped = bytes[10] == -1 && bytes[11] == -1;
        boolean compatible = bytes[10] == 0 && bytes[11] == 0;
        if (!mapped && !compatible) {
            return address;
        }
        try {
            return InetAddress.getByAddress(new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]});
        } catch (UnknownHostException neverWithFourBytes) {
            throw new IllegalStateException(neverWithFourBytes);
        }
    }
}
