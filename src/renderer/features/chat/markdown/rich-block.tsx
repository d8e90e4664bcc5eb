import { useId, type ComponentProps } from 'react';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { BlockedImage } from './blocked-image.tsx';
import { CodeBlock } from './code-block.tsx';
import { SafeLink } from './safe-link.tsx';
import { ScrollingTable } from './scrolling-table.tsx';

interface RichBlockProps {
  readonly text: string;
  /** Runs after the sanitiser, on what is safe. */
  readonly highlight?: NonNullable<Options['rehypePlugins']>[number];
}

/** One block of Markdown, drawn. Raw HTML is shown as text. */
export function RichBlock({ text, highlight }: RichBlockProps) {
  const id = useId();
  const sanitize: NonNullable<Options['rehypePlugins']>[number] = [
    rehypeSanitize,
    { ...defaultSchema, clobberPrefix: '' },
  ];
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      // Footnotes of two messages must not share their ids.
      remarkRehypeOptions={{ clobberPrefix: `note${id}-` }}
      rehypePlugins={highlight ? [sanitize, highlight] : [sanitize]}
      components={components}
    >
      {text}
    </ReactMarkdown>
  );
}

/** One level for all: headings in a message belong below those of the page, and skip none. */
function heading(level: number): NonNullable<Components['h1']> {
  return function Heading({ children }: ComponentProps<'h1'>) {
    return <h2 data-level={level}>{children}</h2>;
  };
}

const components: Components = {
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(5),
  h6: heading(6),
  pre: CodeBlock,
  a: SafeLink,
  img: BlockedImage,
  table: ScrollingTable,
};
