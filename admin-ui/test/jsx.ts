// Reads the tags and attributes our own markup uses.

import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface Usage {
  where: string;
  tag: string;
  attributes: string[];
  slot: string | undefined;
}

/** Every s-* element written in the .tsx files below a folder. */
export function usages(folder: string): Usage[] {
  return readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((name) => name.endsWith('.tsx') && !name.includes('node_modules'))
    .flatMap((name) => usagesIn(path.join(folder, name)));
}

function usagesIn(file: string): Usage[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: Usage[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) && node.tagName.getText().startsWith('s-')) {
      found.push(usageOf(node, file));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function usageOf(node: ts.JsxOpeningElement | ts.JsxSelfClosingElement, where: string): Usage {
  const written = node.attributes.properties.filter(ts.isJsxAttribute);
  const slot = written.find((one) => one.name.getText() === 'slot')?.initializer;
  return {
    where,
    tag: node.tagName.getText(),
    attributes: written.map((one) => one.name.getText()).filter((name) => name !== 'slot'),
    slot: slot && ts.isStringLiteral(slot) ? slot.text : undefined,
  };
}
