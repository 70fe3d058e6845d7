import { Provider } from 'oidc-provider';

/** A provider of single sign-on as a process of its own: `node oidcProvider.ts <port> <redirect URI> …`. */
const [port = '0', ...redirectUris] = process.argv.slice(2);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'kiln', client_secret: 'the secret of the client', redirect_uris: redirectUris }],
  cookies: { keys: ['only for tests'] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'roles'] },
  // Whoever signs in says who they are: `<address>,<verified>,<role>`.
  findAccount: (_ctx, id) => {
    const [email = '', verified, role] = id.split(',');
    const roles = role ? { roles: [role] } : {};
    const claims = { sub: email, email, email_verified: verified === 'yes', name: `Name of ${email}`, ...roles };
    return { accountId: id, claims: async () => claims };
  },
});
provider.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
