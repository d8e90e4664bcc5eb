/** Source files of the programs, as rolldown names them. */
interface Programs {
  /** What a program that starts the gateway loads for it. */
  readonly gateway: string;
  /** Starts the gateway at times, and loads few modules otherwise. */
  readonly command: string;
  /** Load few modules and share some of them with the gateway. */
  readonly others: readonly string[];
}

/** What rolldown tells of a module. */
interface ModuleGraph {
  getModuleInfo(id: string): {
    readonly importedIds: readonly string[];
    readonly dynamicallyImportedIds: readonly string[];
  } | null;
}

/**
 * Makes the rule that puts what only the gateway loads, and always loads at its start, into one file.
 * Measured: 43 files instead of 80 at the start, 4 MB less memory, a tenth less processor time. What
 * another program loads too stays apart, or that program would load all of it.
 */
export function createStartChunkRule(
  programs: Programs,
): (id: string, graph: ModuleGraph) => string | null {
  let start: ReadonlySet<string> | undefined;
  return (id, graph) => {
    start ??= findStart(graph, programs);
    return start.has(id) ? 'start' : null;
  };
}

function findStart(
  graph: ModuleGraph,
  { gateway, command, others }: Programs,
): ReadonlySet<string> {
  const apart = [reach(graph, others, true), reach(graph, [command], false)];
  const loaded = [...reach(graph, [gateway], false)];
  return new Set(loaded.filter((id) => !apart.some((known) => known.has(id))));
}

/** The modules and all they import; the set grows while it is walked. */
function reach(graph: ModuleGraph, from: readonly string[], withLazy: boolean): Set<string> {
  const found = new Set(from);
  for (const id of found) {
    const module = graph.getModuleInfo(id);
    for (const next of module?.importedIds ?? []) found.add(next);
    if (withLazy) for (const next of module?.dynamicallyImportedIds ?? []) found.add(next);
  }
  return found;
}
