import type { MethodHandlers } from '../../platform/connection.ts';
import type { LogFeed } from '../../platform/log-feed.ts';

type LogHandlers = Pick<MethodHandlers, 'logs.follow' | 'logs.search'>;

/** The log as it is written, and what was written before. */
export function createLogMethods(deps: {
  readonly logPath: string;
  readonly feed: LogFeed;
}): LogHandlers {
  const search = () => import('../../platform/search-log.ts');
  return {
    async 'logs.follow'({ isOn, level }, connection) {
      const { endOfLog } = await search();
      if (!isOn) deps.feed.leave(connection);
      const position = endOfLog(deps.logPath);
      if (isOn) deps.feed.follow(connection, level);
      return { position };
    },
    async 'logs.search'(query) {
      const { searchLog } = await search();
      return searchLog(deps.logPath, query);
    },
  };
}
