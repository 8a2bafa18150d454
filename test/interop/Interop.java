import java.io.*;
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
        System.out.println(verify(name, root, ca));
      }
    } else {
      Document document = read(args[1]);
      for (String line = in.readLine(); line != null; line = in.readLine()) sign(document, line.split("\t"));
      Transformer writer = TransformerFactory.newInstance().newTransformer();
      PrintStream out = new PrintStream(System.out, true, "UTF-8");
      writer.transform(new DOMSource(document), new StreamResult(out));
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

  static String verify(String name, X509Certificate root, X509Certificate ca) {
    int good = 0;
    int total = 0;
    String why = "";
    try {
      NodeList found = read(name).getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
      total = found.getLength();
      for (int index = 0; index < total; index++) {
        try {
          DOMValidateContext context = new DOMValidateContext(new FromKeyInfo(root, ca), found.item(index));
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

    FromKeyInfo(X509Certificate root, X509Certificate ca) {
      this.root = root;
      this.ca = ca;
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
            parameters.setRevocationEnabled(false);
            parameters.setDate(new Date(1781913600000L));
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
