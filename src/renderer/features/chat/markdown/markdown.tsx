import { lazy, memo, Suspense, useMemo } from 'react';
import { keepTrying } from '../../../transport/keep-trying.ts';
import { cx } from '../../../ui/cx.ts';
import { finishInline } from './finish-inline.ts';
import styles from './markdown.module.css';
import { hasReferences, splitBlocks } from './split-blocks.ts';

// The libraries come when the first message is drawn, the highlighter with the first code; until
// then the text stands as it was written.
const RichBlock = lazy(() =>
  keepTrying(async () => ({ default: (await import('./rich-block.tsx')).RichBlock })),
);
const HighlightedBlock = lazy(() =>
  keepTrying(async () => ({
    default: (await import('./highlighted-block.tsx')).HighlightedBlock,
  })),
);

interface MarkdownProps {
  readonly text: string;
  /** More is to come: the last block is drawn as if it were complete. */
  readonly isGrowing?: boolean;
}

/** Text of an assistant, of which nothing is trusted: sanitised, no images, links in full. */
export function Markdown({ text, isGrowing = false }: MarkdownProps) {
  const blocks = useMemo(() => (hasReferences(text) ? [text] : splitBlocks(text)), [text]);
  return (
    <div className={cx(styles['markdown'], isGrowing && styles['growing'])}>
      {blocks.map((block, index) => {
        const isLast = index === blocks.length - 1;
        const shown = isGrowing && isLast ? finishInline(block) : block;
        return <Block key={index} text={shown} isGrowing={isGrowing && isLast} />;
      })}
    </div>
  );
}

interface BlockProps {
  readonly text: string;
  readonly isGrowing: boolean;
}

const Block = memo(function Block({ text, isGrowing }: BlockProps) {
  const plain = <p className={styles['plain']}>{text.trim()}</p>;
  const rich = (
    <Suspense fallback={plain}>
      <RichBlock text={text} />
    </Suspense>
  );
  // Code that still grows is coloured once it is complete.
  if (isGrowing || !/^[ \t>]*(?:`{3,}|~{3,})\s*\w/m.test(text)) return rich;
  return (
    <Suspense fallback={rich}>
      <HighlightedBlock text={text} />
    </Suspense>
  );
});
