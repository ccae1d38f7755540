package studio.clearance.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static final AddressRules STRICT = new AddressRules(List.of());

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3", // this network
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.254",
                "192.168.0.1", // private
                "100.64.0.1",
                "100.127.255.255", // carrier-grade NAT
                "127.0.0.1",
                "127.255.255.254", // loopback
                "169.254.0.1",
                "169.254.169.254", // link-local, and the metadata service of every cloud
                "192.0.0.1",
                "192.0.0.192", // protocol assignments, and another cloud's metadata
                "192.0.2.1",
                "198.51.100.7",
                "203.0.113.9", // documentation
                "192.88.99.1", // 6to4 relays
                "198.18.0.1",
                "198.19.255.255", // benchmarking
                "224.0.0.1",
                "239.255.255.255", // multicast
                "240.0.0.1",
                "255.255.255.255", // reserved, broadcast
                "::",
                "::1", // unspecified, loopback
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254", // IPv4-mapped
                "::127.0.0.1", // IPv4-compatible
                "64:ff9b::a00:1",
                "64:ff9b:1::a00:1", // translated by NAT64
                "100::1", // discard
                "2001::1",
                "2001:10::1", // Teredo, ORCHID
                "2001:db8::1",
                "3fff::1", // documentation
                "2002:a00:1::1", // 6to4 with 10.0.0.1 inside
                "fc00::1",
                "fd00:ec2::254", // unique local, and a metadata service
                "fe80::1",
                "fec0::1", // link-local, site-local
                "ff02::1", // multicast
                "4000::1" // not assigned
            })
    void nothing_inside_the_house_is_reached(String address) throws UnknownHostException {
        assertThat(STRICT.permits(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.0.0.1", "128.0.0.1",
                "169.253.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "192.167.0.1", "198.17.0.1", "198.20.0.1",
                "223.255.255.254", "2606:4700:4700::1111", "2a00:1450::1", "::ffff:1.1.1.1"
            })
    void the_public_internet_is_reached(String address) throws UnknownHostException {
        assertThat(STRICT.permits(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void a_mapped_address_that_java_would_not_unpack_is_judged_by_what_is_inside() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 10;
        InetAddress kept = java.net.Inet6Address.getByAddress(null, mapped, -1);

        assertThat(STRICT.permits(kept)).isFalse();
    }

    @Test
    void who_runs_the_system_can_let_ranges_through() throws UnknownHostException {
        AddressRules rules = new AddressRules(List.of(Cidr.of("127.0.0.0/8"), Cidr.of("fd12::/16")));

        assertThat(rules.permits(InetAddress.getByName("127.3.2.1"))).isTrue();
        assertThat(rules.permits(InetAddress.getByName("::ffff:127.0.0.1"))).isTrue();
        assertThat(rules.permits(InetAddress.getByName("fd12:34::1"))).isTrue();
        assertThat(rules.permits(InetAddress.getByName("10.0.0.1"))).isFalse();
        assertThat(rules.permits(InetAddress.getByName("fd13::1"))).isFalse();
    }

    @Test
    void ranges_end_where_their_prefix_says() throws UnknownHostException {
        Cidr odd = Cidr.of("172.16.0.0/12");

        assertThat(odd.contains(InetAddress.getByName("172.31.255.255"))).isTrue();
        assertThat(odd.contains(InetAddress.getByName("172.32.0.0"))).isFalse();
        assertThat(Cidr.of("10.1.2.3/32").contains(InetAddress.getByName("10.1.2.3")))
                .isTrue();
        assertThat(Cidr.of("10.1.2.3/32").contains(InetAddress.getByName("10.1.2.4")))
                .isFalse();
        assertThat(Cidr.of("0.0.0.0/0").contains(InetAddress.getByName("200.1.2.3")))
                .isTrue();
        assertThat(Cidr.of("0.0.0.0/0").contains(InetAddress.getByName("2606:4700::1")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "localhost/8", "10.0.0.0/-1", "", "/8", "fd00::/129"})
    void what_is_no_range_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.of(text));
    }
}
