import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** Enough of a message to see what was expected, and short enough that all failures are read. */
const keptLines = 24;

const resultSchema = z.object({
  error: z.object({ message: z.string().optional() }).optional(),
});

const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  line: z.int(),
  tests: z.array(
    z.object({
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
      results: z.array(resultSchema),
    }),
  ),
});

const suiteSchema = z.object({
  specs: z.array(specSchema),
  get suites() {
    return z.array(suiteSchema).optional();
  },
});

const reportSchema = z.object({
  stats: z.object({
    expected: z.int(),
    unexpected: z.int(),
    flaky: z.int(),
    skipped: z.int(),
  }),
  suites: z.array(suiteSchema),
});

type Suite = z.output<typeof suiteSchema>;
type Spec = z.output<typeof specSchema>;

/** What a run of Playwright came to. */
export interface PlaywrightReport {
  /** Counts; `flaky` are those that passed at the second try. */
  readonly stats: z.output<typeof reportSchema>['stats'];
  /** A block for each test that failed: where it stands, its name and its first error. */
  readonly failures: readonly string[];
  /** The same for tests that passed only at the second try, with the error of the first. */
  readonly flaky: readonly string[];
}

/** Reads the text of Playwright's JSON reporter; throws on any other text. */
export function parsePlaywrightReport(text: string): PlaywrightReport {
  const report = reportSchema.parse(JSON.parse(text));
  const specs = report.suites.flatMap(specsOf);
  const ended = (status: 'unexpected' | 'flaky'): string[] =>
    specs.flatMap((spec) =>
      spec.tests.filter((test) => test.status === status).map((test) => describe(spec, test)),
    );
  return { stats: report.stats, failures: ended('unexpected'), flaky: ended('flaky') };
}

function specsOf(suite: Suite): readonly Spec[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}

function describe(spec: Spec, test: Spec['tests'][number]): string {
  const message = test.results.find((result) => result.error)?.error?.message ?? 'no message';
  const lines = stripVTControlCharacters(message).trim().split('\n').slice(0, keptLines);
  return [`${spec.file}:${spec.line} ${spec.title}`, ...lines.map((line) => `  ${line}`)].join(
    '\n',
  );
}
