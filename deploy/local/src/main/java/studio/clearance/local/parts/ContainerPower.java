package studio.clearance.local.parts;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.testcontainers.containers.GenericContainer;

/** Kills and restarts a container on one and the same host port: an engine hands out another port at every start unless it is bound. */
final class ContainerPower {
    private final GenericContainer<?> container;

    ContainerPower(GenericContainer<?> container, int hostPort, int containerPort) {
        this.container = container;
        container.withCreateContainerCmdModifier(create -> {
            HostConfig host = Objects.requireNonNull(create.getHostConfig());
            host.withPortBindings(new PortBinding(Binding.bindPort(hostPort), new ExposedPort(containerPort)));
        });
    }

    void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    void stop() {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }

    void restart(BooleanSupplier ready) {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        if (!Patience.until(Duration.ofSeconds(60), ready)) {
            throw new PartFailed(container.getDockerImageName() + " did not come back");
        }
    }
}
