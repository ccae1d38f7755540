package studio.clearance.intake.evidence;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import studio.clearance.intake.domain.PartnerId;
import studio.clearance.intake.domain.Submitter;
import studio.clearance.intake.domain.UseCaseId;
import studio.clearance.kit.http.IdempotencyKeys.Request;

/** @param sha256 of the file's content, hexadecimal */
record AttachDocument(
        Request request,
        UseCaseId useCase,
        PartnerId partner,
        Path file,
        String name,
        DocumentType type,
        long size,
        String sha256,
        @Nullable String shows,
        Submitter by,
        Instant now) {}
