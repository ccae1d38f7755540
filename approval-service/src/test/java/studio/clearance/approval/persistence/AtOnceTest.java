package studio.clearance.approval.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.clearance.kit.db.Statement;

class AtOnceTest {

    @Test
    void a_single_write_stays_as_it_is() {
        Statement alone = Statement.of("insert into a select $1", 1);

        assertThat(AtOnce.of(List.of(alone))).isSameAs(alone);
    }

    @Test
    void each_part_keeps_its_own_parameters() {
        Statement together = AtOnce.of(List.of(
                Statement.of("insert into a select $1, $2", "a1", "a2"),
                Statement.of("insert into b select $2, $1, $10", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                Statement.of("insert into c select $1", "c1")));

        assertThat(together.sql())
                .isEqualToIgnoringWhitespace(
                        "with part0 as (insert into a select $1, $2), part1 as (insert into b select $4, $3, $12)"
                                + " insert into c select $13");
        assertThat(together.parameters()).containsExactly("a1", "a2", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, "c1");
    }
}
