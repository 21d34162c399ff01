// How to connect a tool, as its folder's Markdown says it.

import {blocks, type Block, type Span} from './markdown';

export function Help({text}: {text: string}) {
  return <s-stack gap="base">{blocks(text).map((one, at) => <Part key={at} block={one} />)}</s-stack>;
}

function Part({block}: {block: Block}) {
  if (block.kind === 'heading') return <s-heading><Words spans={block.spans} /></s-heading>;
  if (block.kind === 'paragraph') return <s-paragraph><Words spans={block.spans} /></s-paragraph>;
  if (block.kind === 'code') return <pre tabIndex={0} style={{overflow: 'auto', margin: 0, fontSize: '0.75rem', lineHeight: 1.5}}>{block.text}</pre>;
  const items = block.items.map((spans, at) => <s-list-item key={at}><Words spans={spans} /></s-list-item>);
  return block.ordered ? <s-ordered-list>{items}</s-ordered-list> : <s-unordered-list>{items}</s-unordered-list>;
}

function Words({spans}: {spans: Span[]}) {
  return <>{spans.map((span, at) => <One key={at} span={span} />)}</>;
}

function One({span}: {span: Span}) {
  if (span.kind === 'link') return <s-link href={span.href} target="_blank">{span.text}</s-link>;
  if (span.kind === 'strong') return <s-text type="strong">{span.text}</s-text>;
  if (span.kind === 'em') return <em>{span.text}</em>;
  if (span.kind === 'code') return <code style={{overflowWrap: 'anywhere'}}>{span.text}</code>;
  return <>{span.text}</>;
}
