package studio.clearance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import studio.clearance.local.parts.Topics;

class RealStackTest {
    private static final RealStack STACK = new RealStack();
    private static Map<String, String> settings = Map.of();

    @BeforeAll
    static void start() {
        STACK.init(Map.of("database", "intake"));
        settings = STACK.start();
    }

    @AfterAll
    static void stop() {
        STACK.stop();
    }

    @Test
    void the_owner_makes_tables_and_the_service_only_uses_what_it_was_granted() throws SQLException {
        try (Connection owner = as("quarkus.flyway.username", "quarkus.flyway.password");
                Connection service = as("quarkus.datasource.username", "quarkus.datasource.password")) {
            owner.createStatement().execute("create table letters (id int primary key)");
            owner.createStatement().execute("grant select, insert on letters to intake");

            service.createStatement().execute("insert into letters values (1)");

            assertThatThrownBy(() -> service.createStatement().execute("create table own (id int)"))
                    .hasMessageContaining("permission denied for schema public");
            assertThatThrownBy(() -> service.createStatement().execute("delete from letters"))
                    .hasMessageContaining("permission denied for table letters");
        }
    }

    @Test
    void a_commit_outlives_the_killing_of_the_database() throws SQLException {
        try (Connection owner = as("quarkus.flyway.username", "quarkus.flyway.password")) {
            owner.createStatement().execute("create table kept as select 42 as answer");
        }

        RealStack.database().kill();
        assertThatThrownBy(() -> as("quarkus.flyway.username", "quarkus.flyway.password"))
                .isInstanceOf(SQLException.class);
        RealStack.database().restart();

        try (Connection owner = as("quarkus.flyway.username", "quarkus.flyway.password");
                var rows = owner.createStatement().executeQuery("select answer from kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void a_record_outlives_the_killing_of_the_broker() throws Exception {
        String servers = settings.get("kafka.bootstrap.servers");
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("clearance.intake", 3, "case", "submitted"))
                    .get(20, TimeUnit.SECONDS);
        }

        RealStack.kafka().kill();
        RealStack.kafka().restart();

        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("clearance.intake", 3)));
            assertThat(consumer.poll(Duration.ofSeconds(20)))
                    .extracting(record -> record.value())
                    .containsExactly("submitted");
        }
    }

    @Test
    void every_topic_of_the_system_is_there_with_its_partitions() throws Exception {
        try (var admin = Topics.admin(RealStack.kafka().bootstrapServers())) {
            assertThat(admin.describeTopics(Topics.names())
                            .allTopicNames()
                            .get(20, TimeUnit.SECONDS)
                            .values())
                    .hasSize(8)
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(12));
        }
    }

    private static Connection as(String user, String password) throws SQLException {
        return RealStack.database().connect("intake", settings.get(user), settings.get(password));
    }
}
