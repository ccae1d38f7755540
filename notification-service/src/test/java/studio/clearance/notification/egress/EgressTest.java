package studio.clearance.notification.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.clearance.notification.domain.AddressRules;
import studio.clearance.notification.domain.Answer.Cause;
import studio.clearance.notification.domain.Cidr;
import studio.clearance.notification.domain.EndpointUrl;

class EgressTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final AddressRules STRICT = new AddressRules(List.of());
    private static final AddressRules WITH_THE_LAB = new AddressRules(List.of(Cidr.of("10.7.0.0/16")));

    @Test
    void a_public_host_is_reached_at_the_address_that_was_checked() throws Exception {
        Route route = to("https://hooks.example:8443/in", STRICT, answers("1.2.3.4"));

        assertThat(route).isInstanceOfSatisfying(Route.Pinned.class, pinned -> {
            assertThat(pinned.address().getAddress().getHostAddress()).isEqualTo("1.2.3.4");
            assertThat(pinned.address().getPort()).isEqualTo(8443);
            assertThat(pinned.url().host()).isEqualTo("hooks.example");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "169.254.169.254",
                "100.64.1.1",
                "::1",
                "fd00:ec2::254",
                "::ffff:10.0.0.1"
            })
    void a_name_that_leads_inside_is_refused(String inside) throws Exception {
        assertThat(to("https://hooks.example/", STRICT, answers(inside)))
                .isEqualTo(new Route.Refused(Cause.ADDRESS_REFUSED));
    }

    @Test
    void one_bad_address_among_good_ones_is_enough() throws Exception {
        assertThat(to("https://hooks.example/", STRICT, answers("1.2.3.4", "10.0.0.1")))
                .isEqualTo(new Route.Refused(Cause.ADDRESS_REFUSED));
    }

    @Test
    void a_name_that_changes_its_mind_is_asked_each_time_and_never_between_check_and_use() throws Exception {
        Deque<String> rebinding = new ArrayDeque<>(List.of("1.2.3.4", "127.0.0.1"));
        List<String> asked = new ArrayList<>();
        HostAddresses names = host -> {
            asked.add(host);
            return answers(rebinding.removeFirst()).of(host);
        };

        Route first = to("https://hooks.example/", STRICT, names);
        Route second = to("https://hooks.example/", STRICT, names);

        assertThat(first).isInstanceOfSatisfying(Route.Pinned.class, pinned -> {
            assertThat(pinned.address().getAddress().getHostAddress()).isEqualTo("1.2.3.4");
            assertThat(pinned.address().isUnresolved()).isFalse();
        });
        assertThat(second).isEqualTo(new Route.Refused(Cause.ADDRESS_REFUSED));
        assertThat(asked).hasSize(2);
    }

    @Test
    void plain_http_goes_only_where_whoever_runs_the_system_allows_it() throws Exception {
        assertThat(to("http://hooks.example/", STRICT, answers("1.2.3.4")))
                .isEqualTo(new Route.Refused(Cause.PLAIN_HTTP_REFUSED));
        assertThat(to("http://lab.example/", WITH_THE_LAB, answers("10.7.1.1"))).isInstanceOf(Route.Pinned.class);
        assertThat(to("http://lab.example/", WITH_THE_LAB, answers("10.7.1.1", "1.2.3.4")))
                .isEqualTo(new Route.Refused(Cause.PLAIN_HTTP_REFUSED));
    }

    @Test
    void a_name_without_address_is_said_to_have_none() throws Exception {
        assertThat(to("https://hooks.example/", STRICT, answers())).isEqualTo(new Route.Refused(Cause.NAME_NOT_FOUND));
        assertThat(to(
                        "https://hooks.example/",
                        STRICT,
                        host -> CompletableFuture.failedFuture(new UnknownHostException(host))))
                .isEqualTo(new Route.Refused(Cause.NAME_NOT_FOUND));
    }

    @Test
    void a_name_server_that_never_answers_is_not_waited_for() throws Exception {
        EndpointUrl url = EndpointUrl.of("https://hooks.example/");

        assertThat(new Egress(STRICT, host -> new CompletableFuture<>()).to(url, Duration.ofMillis(20)))
                .isEqualTo(new Route.Refused(Cause.TIMEOUT));
    }

    @Test
    void ipv4_is_preferred_where_both_are_offered() throws Exception {
        assertThat(to("https://hooks.example/", STRICT, answers("2606:4700::1", "1.2.3.4")))
                .isInstanceOfSatisfying(
                        Route.Pinned.class,
                        pinned -> assertThat(pinned.address().getAddress().getHostAddress())
                                .isEqualTo("1.2.3.4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://localhost/",
                "https://169.254.169.254/latest"
            })
    void no_way_of_writing_it_leads_inside(String url) throws Exception {
        Vertx vertx = Vertx.vertx();
        DnsHostAddresses names = new DnsHostAddresses(vertx);
        try {
            assertThat(to(url, STRICT, names)).isInstanceOf(Route.Refused.class);
        } finally {
            names.close();
            vertx.close();
        }
    }

    @Test
    void real_name_lookup_finds_this_machine_and_says_when_there_is_none() throws Exception {
        Vertx vertx = Vertx.vertx();
        DnsHostAddresses names = new DnsHostAddresses(vertx);
        try {
            assertThat(names.of("localhost").toCompletableFuture().get())
                    .isNotEmpty()
                    .allMatch(InetAddress::isLoopbackAddress);
            assertThat(names.of("nowhere.invalid").toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(UnknownHostException.class);
        } finally {
            names.close();
            vertx.close();
        }
    }

    private static Route to(String url, AddressRules rules, HostAddresses names) throws Exception {
        return new Egress(rules, names).to(EndpointUrl.of(url), PATIENCE);
    }

    private static HostAddresses answers(String... addresses) {
        List<InetAddress> found = new ArrayList<>();
        for (String address : addresses) {
            try {
                found.add(InetAddress.getByName(address));
            } catch (UnknownHostException notALiteral) {
                throw new IllegalArgumentException(notALiteral);
            }
        }
        return host -> CompletableFuture.completedFuture(found);
    }
}
