package studio.clearance.approval.signing;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jboss.logging.Logger;
import studio.clearance.approval.settings.ApprovalSettings;
import studio.clearance.approval.settings.Moments;

/**
 * What printed letters are sealed with: a private key and its certificate, leaf first, in {@code paper-seal.pem} of the key
 * directory. An operator puts a bought one there; otherwise the service makes one and certifies it itself, which shows that
 * nothing was changed and leaves it to the key set to say whose it is.
 */
@Startup
@ApplicationScoped
public class PaperSeal {

    private static final Logger LOG = Logger.getLogger(PaperSeal.class);
    private static final String FILE = "paper-seal.pem";
    private static final Duration OWN_CERTIFICATE_LASTS = Duration.ofDays(3653);

    /** Beside the certificates: attributes, the signature itself (RSA 4096) and the framing. */
    private static final int FRAMING = 4_096;

    private final List<X509Certificate> chain;
    private final List<PrivateKey> key;

    @Inject
    public PaperSeal(ApprovalSettings settings, Moments moments) {
        this(
                settings.keys().directory(),
                settings.keys().generate(),
                settings.issuer(),
                moments.now().now());
    }

    /** @param makes whether to make one where there is none */
    public PaperSeal(Path directory, boolean makes, String issuer, Instant now) {
        Path file = directory.resolve(FILE);
        try {
            if (makes && Files.notExists(file)) {
                make(directory, file, issuer, now);
            }
            Pem pem = Files.exists(file) ? Pem.read(file) : new Pem(List.of(), List.of());
            this.key = pem.keys();
            this.chain = pem.chain();
        } catch (IOException e) {
            throw new UncheckedIOException("The seal for printed letters cannot be read", e);
        }
        if (key.isEmpty()) {
            LOG.warnf("There is no %s among the keys: printed letters go out without a seal", FILE);
        }
    }

    public boolean isPresent() {
        return !key.isEmpty();
    }

    /** An upper bound in bytes, for the place that is kept free for it. */
    public int largestSignature() {
        int size = FRAMING;
        for (X509Certificate certificate : chain) {
            size += encoded(certificate).length;
        }
        return size;
    }

    /**
     * A detached CMS signature as PAdES baseline wants it: the certificate is named under the signature, the time is not (it
     * stands in the PDF).
     */
    public byte[] sign(InputStream content) throws IOException {
        X509Certificate leaf = chain.getFirst();
        try {
            ASN1EncodableVector attributes = new ASN1EncodableVector();
            attributes.add(new Attribute(
                    PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                    new DERSet(new SigningCertificateV2(new ESSCertIDv2(sha256(encoded(leaf)))))));
            JcaSignerInfoGeneratorBuilder signer =
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
            signer.setSignedAttributeGenerator(new WithoutTime(new AttributeTable(attributes)));
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    signer.build(new JcaContentSignerBuilder(algorithm()).build(key.getFirst()), leaf));
            generator.addCertificates(new JcaCertStore(chain));
            return generator
                    .generate(new CMSProcessableByteArray(content.readAllBytes()), false)
                    .getEncoded();
        } catch (OperatorCreationException | CMSException | GeneralSecurityException e) {
            throw new IOException("The seal does not sign", e);
        }
    }

    private String algorithm() {
        return switch (key.getFirst().getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> throw new IllegalStateException("The seal's key is neither RSA nor EC");
        };
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read can be written", e);
        }
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    /** Under a lock: replicas that start together agree on one. */
    private static void make(Path directory, Path file, String issuer, Instant now) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (FileChannel channel = FileChannel.open(
                        directory.resolve(".seal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid() || Files.exists(file)) {
                return;
            }
            Path partial = directory.resolve(FILE + ".partial");
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(partial, certifiedByItself(issuer, now), StandardCharsets.US_ASCII);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String certifiedByItself(String issuer, Instant now) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            var name = new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.O, issuer)
                    .addRDN(BCStyle.CN, issuer + ", written approvals")
                    .build();
            JcaX509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(127, new SecureRandom()).setBit(0),
                    Date.from(now.minusSeconds(60)),
                    Date.from(now.plus(OWN_CERTIFICATE_LASTS)),
                    name,
                    pair.getPublic());
            certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            certificate.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            X509CertificateHolder signed =
                    certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
            StringWriter text = new StringWriter();
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(new org.bouncycastle.openssl.jcajce.JcaPKCS8Generator(pair.getPrivate(), null));
                pem.writeObject(signed);
            }
            return text.toString();
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("Every Java platform has P-256", e);
        }
    }

    private record Pem(List<PrivateKey> keys, List<X509Certificate> chain) {

        static Pem read(Path file) throws IOException {
            List<PrivateKey> keys = new ArrayList<>();
            List<X509Certificate> chain = new ArrayList<>();
            try (PEMParser parser =
                    new PEMParser(new StringReader(Files.readString(file, StandardCharsets.US_ASCII)))) {
                for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                    switch (part) {
                        case PrivateKeyInfo info -> keys.add(new JcaPEMKeyConverter().getPrivateKey(info));
                        case X509CertificateHolder holder ->
                            chain.add(new JcaX509CertificateConverter().getCertificate(holder));
                        default -> throw new IOException(FILE + " holds something that is neither key nor certificate");
                    }
                }
            } catch (GeneralSecurityException e) {
                throw new IOException(FILE + " is damaged", e);
            }
            if (keys.size() != 1 || chain.isEmpty()) {
                throw new IOException(FILE + " must hold one private key (PKCS#8) and its certificates, leaf first");
            }
            return new Pem(keys, chain);
        }
    }

    private static final class WithoutTime extends DefaultSignedAttributeTableGenerator {

        WithoutTime(AttributeTable attributes) {
            super(attributes);
        }

        @Override
        protected Hashtable<ASN1ObjectIdentifier, Attribute> createStandardAttributeTable(
                @SuppressWarnings("rawtypes") Map parameters) {
            @SuppressWarnings("unchecked")
            Hashtable<ASN1ObjectIdentifier, Attribute> attributes = super.createStandardAttributeTable(parameters);
            attributes.remove(CMSAttributes.signingTime);
            return attributes;
        }
    }
}
