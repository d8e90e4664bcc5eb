import rehypeHighlight from 'rehype-highlight';
import { RichBlock } from './rich-block.tsx';

/** A block with code in colour. */
export function HighlightedBlock({ text }: { readonly text: string }) {
  return <RichBlock text={text} highlight={rehypeHighlight} />;
}
