package studio.clearance.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    @Test
    void ids_grow_and_never_repeat() {
        List<UUID> ids = Stream.generate(TimeOrderedIds::next).limit(20_000).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids.stream().map(UUID::toString)).isSorted();
    }

    @Test
    void they_are_version_7_of_the_standard_variant_and_begin_with_the_time() {
        long before = System.currentTimeMillis();
        UUID id = TimeOrderedIds.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis() + 1_000);
    }
}
