// A real OpenID Connect issuer for the tests: oidc-provider on loopback, JWT access tokens for one audience.
//   node issuer.mjs PORT ALGORITHM     prints "ready" once it listens; its signing key is new at each start.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import Provider from 'oidc-provider';

const [port, algorithm] = process.argv.slice(2);
const kinds = { RS256: ['rsa', { modulusLength: 2048 }], PS256: ['rsa', { modulusLength: 2048 }], ES256: ['ec', { namedCurve: 'P-256' }], EdDSA: ['ed25519', {}] };
const issuer = `http://127.0.0.1:${port}`;
const audience = 'https://api.example';

const signingKey = (name) => {
  const { privateKey } = generateKeyPairSync(...kinds[name]);
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: name };
};

const provider = new Provider(issuer, {
  // oidc-provider always wants an RS256 key for its own ID tokens.
  jwks: { keys: [...new Set([algorithm, 'RS256'])].map(signingKey) },
  cookies: { keys: [randomUUID()] },
  clients: [
    { client_id: 'software', client_secret: 'not-a-secret', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
    { client_id: 'page', token_endpoint_auth_method: 'none', redirect_uris: ['http://127.0.0.1:9/back'], grant_types: ['authorization_code'], response_types: ['code'], application_type: 'native' },
  ],
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  pkce: { required: () => true },
  ttl: { AccessToken: 300, ClientCredentials: 300, Session: 300, Grant: 300, Interaction: 300 },
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: 'maillon', audience, accessTokenTTL: 300, accessTokenFormat: 'jwt', jwt: { sign: { alg: algorithm } } }),
    },
  },
  enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA'] },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
