/** What the parts of the engine ask of each other. `Evaluator` answers; the parts know only this. */
import type { Expression, ImportFrom } from '../syntax/ast';
import type { Binding } from './scopes';
import type { SourceFile } from './sourceFile';
import type { ClassDeclaration, FunctionType, InstanceType, Substitution, Type } from './types';

/** One name that a value has. */
export interface Member {
  readonly name: string;
  /** The class that declares it; undefined for a module's names. */
  readonly owner: ClassDeclaration | undefined;
  readonly file: SourceFile;
  readonly bindings: readonly Binding[];
  readonly type: () => Type;
}

/** An argument of a call as the engine sees it; without a node when it is made up (operators). */
export interface PassedArgument {
  readonly name: string | undefined;
  readonly star: '' | '*' | '**';
  readonly type: () => Type;
  readonly node?: Expression;
}

export interface Engine {
  typeOf(node: Expression): Type;
  typeOfBinding(binding: Binding): Type;
  /** What an annotation stands for: `int` gives an instance of int. */
  annotated(annotation: Expression): Type;
  /** An instance of a class of the board's builtins; unknown when the API data has none. */
  builtin(name: string, ...args: readonly Type[]): Type;
  /** An instance of a class of the stubs' typing module. */
  typing(name: string, ...args: readonly Type[]): Type;
  /** A module as a value; undefined when there is none. */
  moduleType(path: readonly string[], level: number, from: SourceFile): Type | undefined;
  /** The module that a `from … import` names. */
  importedModule(statement: ImportFrom): Type | undefined;
  /** What a name of a `from … import` is in the module that it comes from. */
  importedMember(binding: Binding & { readonly kind: 'importFrom' }): Member | undefined;
  member(type: Type, name: string): Member | undefined;
  /** The result of calling `callee`. */
  call(callee: Type, args: readonly PassedArgument[]): Type;
  returnType(fn: FunctionType): Type;
  parameterType(fn: FunctionType, index: number): Type;
  instanceOf(declaration: ClassDeclaration, args?: readonly Type[]): InstanceType;
  substitutionOf(declaration: ClassDeclaration, args: readonly Type[]): Substitution;
  /** The class and its bases in the order of lookup, each with what its type parameters are for an instance with `args`. */
  ancestors(
    declaration: ClassDeclaration,
    args: readonly Type[],
  ): readonly { readonly declaration: ClassDeclaration; readonly args: readonly Type[] }[];
  /** The user's files that the engine has seen: where call sites are looked for. */
  userFiles(): Iterable<SourceFile>;
}
