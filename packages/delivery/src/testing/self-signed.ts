/**
 * A certificate for localhost that signed itself, with its key: for TLS on loopback in tests, where nobody trusts it. It was made for
 * this file and protects nothing; it is valid until 2126.
 */
export const selfSigned = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBrzCCAVSgAwIBAgIUAkScctX27nLJ0J+/+xT61rxhqK4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzIzNDkxMloYDzIxMjYxMDMw
MjM0OTEyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATwNWZgFseeqm74xXcR9W2zWxtcVfRjzz7JAst29fadJ/Z0yoGJlylV
wy/Wpc9uSnvUQzU9KwQG/8Htjjsdm5qro4GBMH8wHQYDVR0OBBYEFJ5tS5KeD+xd
3efUUHg4PlVrWqUUMB8GA1UdIwQYMBaAFJ5tS5KeD+xd3efUUHg4PlVrWqUUMA8G
A1UdEwEB/wQFMAMBAf8wLAYDVR0RBCUwI4IJbG9jYWxob3N0hwR/AAABhxAAAAAA
AAAAAAAAAAAAAAABMAoGCCqGSM49BAMCA0kAMEYCIQCwYZyHF+KKNe7XQL+kMiBU
d2vTVBHJK+DGOIH5CoxTZQIhANGWoRNUsoPRjXfjadkRMRUcA4MYx1ssK3EqqA7Z
KpVB
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgaTFwrazcDlAHGRTl
QWG6xSqPc1Kz0JUKD99qNsf3mLOhRANCAATwNWZgFseeqm74xXcR9W2zWxtcVfRj
zz7JAst29fadJ/Z0yoGJlylVwy/Wpc9uSnvUQzU9KwQG/8Htjjsdm5qr
-----END PRIVATE KEY-----
`,
};
