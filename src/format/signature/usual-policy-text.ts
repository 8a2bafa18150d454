/** The bytes of policies/hocba-verification-1.json; made by tools/policies.ts. */
export const usualPolicyText = `{
  "id": "hocba-verification",
  "version": 1,
  "validFrom": "2025-01-01",
  "signatures": [
    { "algorithm": "rsa-sha256", "key": "rsa", "leastBits": 2048, "until": "2030-12-31" },
    { "algorithm": "rsa-sha256", "key": "rsa", "leastBits": 3072, "until": null },
    { "algorithm": "ecdsa-sha256", "key": "ec-p256", "leastBits": 256, "until": null },
    { "algorithm": "ecdsa-sha256", "key": "ec-p384", "leastBits": 384, "until": null },
    { "algorithm": "ecdsa-sha384", "key": "ec-p256", "leastBits": 256, "until": null },
    { "algorithm": "ecdsa-sha384", "key": "ec-p384", "leastBits": 384, "until": null }
  ],
  "digests": [
    { "algorithm": "sha256", "until": null },
    { "algorithm": "sha384", "until": null }
  ],
  "time": { "proof": "if-given", "toleranceSeconds": 60 },
  "timeStamps": {
    "policies": null,
    "accuracyMs": 1000,
    "sha1Binding": "refused",
    "authorityStatus": "stated-time"
  },
  "revocation": { "required": true, "graceSeconds": 0, "answersFreshSeconds": 300 },
  "order": "by-stated-time",
  "slots": {
    "teacher": { "required": true, "roles": ["GVBM"] },
    "homeroom": { "required": true, "roles": ["GVCN"] },
    "head": { "required": true, "roles": ["CBQL", "CBQL-KT"] },
    "seal": { "required": true, "roles": ["KY_PHAT_HANH"] }
  }
}
`;
