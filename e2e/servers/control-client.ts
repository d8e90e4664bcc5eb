import { Agent, request } from 'node:http';

/** Posts JSON to a server's control interface and returns what it answers. */
export type ControlPost = (name: string, input: unknown) => Promise<unknown>;

/** Prefix of every control path; no published API uses it. */
export const CONTROL_PREFIX = '/__control/';

/**
 * Makes the function that calls a server's control interface. Its connections are kept alive but
 * never hold the process open between calls. Rejects with the server's own words on refusal.
 */
export function createControlPost(port: number): ControlPost {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return (name, input) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(input ?? {});
      const req = request(
        {
          agent,
          port,
          host: '127.0.0.1',
          method: 'POST',
          path: CONTROL_PREFIX + name,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        },
        (res) => {
          let text = '';
          res.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          res.on('error', reject);
          res.on('end', () => {
            if (res.statusCode === 200) resolve(JSON.parse(text));
            else reject(new Error(`control ${name}: ${text}`));
          });
        },
      );
      req.on('error', reject);
      req.end(body);
    });
}
