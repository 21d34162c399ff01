// What Shopify's own types say of its elements: polaris-types for the embedded
// admin, ui-extensions for the surfaces of extensions.

import {readdirSync} from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** An element on one surface: its properties and events, in camel case. */
export interface Documented {
  surface: string;
  tag: string;
  props: string[];
  events: string[];
}

// Parts of Shopify's own implementation that its types show.
const inner = new Set(['queueRender', 'updateComplete', 'setInertActions']);

const surfaces = 'surfaces';
const extensions = path.resolve('../extensions/node_modules/@shopify/ui-extensions/build/ts', surfaces);
const polaris = path.resolve('node_modules/@shopify/polaris-types/dist/polaris.d.ts');

/** Every element Shopify documents, surface by surface. */
export function documented(): Documented[] {
  const files: [string, string[]][] = ['checkout', 'customer-account', 'admin'].map((surface) => {
    const folder = path.join(extensions, surface, 'components');
    return [surface, readdirSync(folder).filter((name) => name.endsWith('.d.ts')).map((name) => path.join(folder, name))];
  });
  return [...files, ['polaris', [polaris]] as [string, string[]]].flatMap(([surface, of]) => read(surface, of));
}

// Each surface is a program of its own, for all declare the same globals.
function read(surface: string, files: string[]): Documented[] {
  const program = ts.createProgram(files, {
    noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  const checker = program.getTypeChecker();
  const map = program.getSourceFiles().flatMap((file) => elementMaps(file))[0]!;
  const html = new Set(checker.getPropertiesOfType(checker.getTypeAtLocation(htmlElement(program))).map((one) => one.name));
  return checker.getPropertiesOfType(checker.getTypeAtLocation(map)).filter((one) => one.name.startsWith('s-')).map((one) => {
    const names = checker.getPropertiesOfType(checker.getTypeOfSymbol(one)).map((property) => property.name);
    return {
      surface, tag: one.name,
      props: names.filter((name) => !/^(on|__)|Callback$/.test(name) && !html.has(name) && !inner.has(name)),
      events: names.filter((name) => /^on[a-z]/.test(name) && !html.has(name)).map((name) => name.slice(2)),
    };
  });
}

function elementMaps(file: ts.SourceFile): ts.InterfaceDeclaration[] {
  const found: ts.InterfaceDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === 'HTMLElementTagNameMap') found.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function htmlElement(program: ts.Program): ts.Node {
  const lib = program.getSourceFiles().find((file) => file.fileName.endsWith('lib.dom.d.ts'))!;
  return lib.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === 'HTMLElement')!;
}
