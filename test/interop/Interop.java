import java.io.*;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.cert.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.*;
import javax.xml.crypto.*;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.*;
import javax.xml.crypto.dsig.dom.*;
import javax.xml.crypto.dsig.keyinfo.*;
import javax.xml.crypto.dsig.spec.*;
import javax.xml.parsers.*;
import javax.xml.transform.*;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.*;

/**
 * The signatures of the JDK (javax.xml.crypto), as another implementer would use them, for test/interop/java.test.ts.
 * «verify root ca»: reads names of files from standard input; for each prints how many of its signatures hold.
 * «bench root ca crl crl»: reads names of files up to an empty line, then for each further line verifies them all with
 * chain and revocation for a second, and prints records per second of this thread's processor time.
 * «sign file»: reads one line per slot (name of the container, Id or -, file of QualifyingProperties, key, certificate,
 * algorithm, Id of the signature, references with commas, canonicalisation) and prints the signed document.
 */
public class Interop {
  static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    if (args[0].equals("verify")) {
      X509Certificate root = certificate(args[1]);
      X509Certificate ca = certificate(args[2]);
      for (String name = in.readLine(); name != null; name = in.readLine()) {
        System.out.println(verify(name, new FromKeyInfo(root, ca)));
      }
    } else if (args[0].equals("bench")) {
      bench(in, new FromKeyInfo(certificate(args[1]), certificate(args[2]), list(args[3]), list(args[4])));
    } else {
      Document document = read(args[1]);
      for (String line = in.readLine(); line != null; line = in.readLine()) sign(document, line.split("\t"));
      Transformer writer = TransformerFactory.newInstance().newTransformer();
      PrintStream out = new PrintStream(System.out, true, "UTF-8");
      writer.transform(new DOMSource(document), new StreamResult(out));
    }
  }

  static void bench(BufferedReader in, FromKeyInfo keys) throws Exception {
    List<String> names = new ArrayList<>();
    for (String name = in.readLine(); !name.isEmpty(); name = in.readLine()) names.add(name);
    for (String round = in.readLine(); round != null; round = in.readLine()) {
      int records = 0;
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long spent = 0;
      while (spent < 1_000_000_000L) {
        for (String name : names) {
          String[] found = verify(name, keys).split("\t");
          if (!found[0].equals(found[1])) throw new IllegalStateException(String.join(" ", found));
        }
        records += names.size();
        spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
      }
      System.out.println(records * 1e9 / spent);
    }
  }

  static X509CRL list(String name) throws Exception {
    try (InputStream in = new FileInputStream(name)) {
      return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
    }
  }

  static Document read(String name) throws Exception {
    DocumentBuilderFactory builders = DocumentBuilderFactory.newInstance();
    builders.setNamespaceAware(true);
    DocumentBuilder builder = builders.newDocumentBuilder();
    builder.setErrorHandler(null);
    Document document = builder.parse(new File(name));
    NodeList all = document.getElementsByTagName("*");
    for (int index = 0; index < all.getLength(); index++) {
      Element element = (Element) all.item(index);
      if (element.hasAttribute("Id")) element.setIdAttribute("Id", true);
    }
    return document;
  }

  static String verify(String name, FromKeyInfo keys) {
    int good = 0;
    int total = 0;
    String why = "";
    try {
      NodeList found = read(name).getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
      total = found.getLength();
      for (int index = 0; index < total; index++) {
        try {
          DOMValidateContext context = new DOMValidateContext(keys, found.item(index));
          if (FACTORY.unmarshalXMLSignature(context).validate(context)) good++;
          else why = "does not hold";
        } catch (Exception error) {
          why = String.valueOf(error.getMessage()).replace('\n', ' ');
        }
      }
    } catch (Exception error) {
      why = String.valueOf(error.getMessage()).replace('\n', ' ');
    }
    return good + "\t" + total + "\t" + why;
  }

  /** The certificate in KeyInfo, if its path leads to the root. */
  static class FromKeyInfo extends KeySelector {
    final X509Certificate root;
    final X509Certificate ca;
    final X509CRL[] lists;

    /** Without lists revocation is not looked at, and the time is that of the fixtures; with lists it is now. */
    FromKeyInfo(X509Certificate root, X509Certificate ca, X509CRL... lists) {
      this.root = root;
      this.ca = ca;
      this.lists = lists;
    }

    @Override
    public KeySelectorResult select(KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context)
        throws KeySelectorException {
      for (Object part : info.getContent()) {
        if (!(part instanceof X509Data)) continue;
        for (Object item : ((X509Data) part).getContent()) {
          if (!(item instanceof X509Certificate)) continue;
          X509Certificate signer = (X509Certificate) item;
          try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            parameters.setRevocationEnabled(lists.length > 0);
            if (lists.length == 0) parameters.setDate(new Date(1781913600000L));
            CollectionCertStoreParameters known = new CollectionCertStoreParameters(List.of(lists));
            parameters.addCertStore(CertStore.getInstance("Collection", known));
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(signer, ca));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
          } catch (GeneralSecurityException error) {
            throw new KeySelectorException("certificate: " + error.getMessage());
          }
          return signer::getPublicKey;
        }
      }
      throw new KeySelectorException("no certificate");
    }
  }

  static void sign(Document document, String[] slot) throws Exception {
    String container = slot[0];
    X509Certificate certificate = certificate(slot[4]);
    Element properties = (Element) document.importNode(read(slot[2]).getDocumentElement(), true);
    PrivateKey key = key(slot[3], certificate.getPublicKey().getAlgorithm());
    String canonicalization = slot[8];
    List<Reference> references = new ArrayList<>();
    String[] parts = slot[7].split(",");
    for (int index = 0; index < parts.length; index++) {
      Transform transform = FACTORY.newTransform(canonicalization, (TransformParameterSpec) null);
      String type = index == parts.length - 1 ? "http://uri.etsi.org/01903#SignedProperties" : null;
      references.add(
          FACTORY.newReference(
              "#" + parts[index], FACTORY.newDigestMethod(DigestMethod.SHA256, null), List.of(transform), type, null));
    }
    SignedInfo info =
        FACTORY.newSignedInfo(
            FACTORY.newCanonicalizationMethod(canonicalization, (C14NMethodParameterSpec) null),
            FACTORY.newSignatureMethod(slot[5], null),
            references);
    KeyInfoFactory keys = FACTORY.getKeyInfoFactory();
    KeyInfo keyInfo = keys.newKeyInfo(List.of(keys.newX509Data(List.of(certificate))));
    XMLObject object = FACTORY.newXMLObject(List.of(new DOMStructure(properties)), null, null, null);
    DOMSignContext context = new DOMSignContext(key, place(document, container, slot[1]));
    context.setDefaultNamespacePrefix("ds");
    context.setIdAttributeNS((Element) properties.getFirstChild(), null, "Id");
    FACTORY.newXMLSignature(info, keyInfo, List.of(object), slot[6], null).sign(context);
  }

  static Element place(Document document, String name, String id) {
    NodeList found = document.getElementsByTagName(name);
    for (int index = 0; index < found.getLength(); index++) {
      Element element = (Element) found.item(index);
      if (id.equals("-") || element.getAttribute("Id").equals(id)) return element;
    }
    throw new IllegalStateException(name + " " + id);
  }

  static X509Certificate certificate(String name) throws Exception {
    try (InputStream in = new FileInputStream(name)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  static PrivateKey key(String name, String algorithm) throws Exception {
    String text = Files.readString(Path.of(name)).replaceAll("-----[^-]*-----|\\s", "");
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
  }
}
