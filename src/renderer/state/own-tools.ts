import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { ExtensionRow, McpServerRow } from '../../shared/protocol/extensions.ts';
import type { AppState } from './app-state.ts';
import { createLiveRead, type LiveRead } from './live-read.ts';

/** Tools of the owner: what stands in folders, and servers of the Model Context Protocol. */
export interface OwnTools {
  readonly extensions: LiveRead<ResultOf<'extension.list'>>;
  readonly servers: LiveRead<readonly McpServerRow[]>;
  /**
   * Grants exactly the permissions that are shown.
   * @throws ClientError EXTENSION_PERMISSIONS_CHANGED when it asks for others meanwhile
   */
  readonly approve: (extension: Pick<ExtensionRow, 'name' | 'permissionsHash'>) => Promise<void>;
  /** @throws ClientError */
  readonly revoke: (name: string) => Promise<void>;
  /** @throws ClientError */
  readonly remove: (name: string) => Promise<void>;
  /** @throws ClientError */
  readonly reload: () => Promise<void>;
  /** @throws ClientError */
  readonly restart: (server: string) => Promise<void>;
}

/** Ending and starting a server may take as long as it takes to come up. */
const restartMs = 60_000;

/** Extensions and MCP servers; for `useTopic`. */
export function createOwnTools({ client }: Pick<AppState, 'client'>): OwnTools {
  const extensions = createLiveRead(client, () => client.request('extension.list', {}), [
    'tools.changed',
  ]);
  const servers = createLiveRead(
    client,
    async () => (await client.request('mcp.list', {})).servers as readonly McpServerRow[],
    ['tools.changed', 'config.changed'],
  );
  const show = (row: ExtensionRow): void =>
    extensions.patch((list) => ({
      ...list,
      extensions: list.extensions.map((one) => (one.name === row.name ? row : one)),
    }));
  return {
    extensions,
    servers,
    async approve({ name, permissionsHash }) {
      show((await client.request('extension.approve', { name, permissionsHash })).extension);
    },
    async revoke(name) {
      show((await client.request('extension.revoke', { name })).extension);
    },
    async remove(name) {
      await client.request('extension.remove', { name });
      await extensions.refresh();
    },
    async reload() {
      const { extensions: rows } = await client.request('extension.reload', {});
      extensions.patch((list) => ({ ...list, extensions: rows }));
    },
    async restart(name) {
      const { server } = await client.request('mcp.restart', { name }, { timeoutMs: restartMs });
      servers.patch((rows) => rows.map((one) => (one.name === name ? server : one)));
    },
  };
}
