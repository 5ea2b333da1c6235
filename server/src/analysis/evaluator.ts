/**
 * The engine's answer to "what is this?": types of expressions and bindings, found on demand and remembered until a file changes.
 */
import {
  enclosing,
  idsOf,
  type Attribute,
  type Call,
  type Comprehension,
  type Expression,
  type FunctionDef,
  type ImportFrom,
  type Name,
  type Node,
  type Subscript,
} from '../syntax/ast';
import { literalInstance, typeOfAnnotation } from './annotations';
import { Answers } from './answers';
import { awaited, callMethod, iterated, passed, passedArguments, resultOfCall } from './calls';
import { lastName } from './callSites';
import { ancestorsOf, basesOf, classMember, declarationOf, declaredType, substitutionFor, typeParameters, type Ancestor } from './classes';
import { filled, isOpenContainer, sliced, unpack } from './containers';
import type { Engine, Member, PassedArgument } from './engine';
import { reachingBindings, type Reaching } from './flow';
import { Modules } from './modules';
import { namedTupleFile } from './namedTuples';
import { narrow, referenceKey } from './narrowing';
import { binaryResult, literalNumber, unaryResult } from './operators';
import { inferParameter } from './parameters';
import { isGenerator, returnedType } from './returns';
import type { Program } from './program';
import { findSymbol, type Binding, type Scope, type SymbolInScope } from './scopes';
import { isReceiver } from './signatures';
import { fileOf, type SourceFile } from './sourceFile';
import {
  NONE,
  UNKNOWN,
  substitute,
  unionOfKnown,
  widen,
  withoutNone,
  type ClassDeclaration,
  type FunctionType,
  type InstanceType,
  type Substitution,
  type Type,
} from './types';

/** Results and what is being worked out; one for the API data, which never changes, and one for the user's files. */
interface Memory {
  readonly expressions: WeakMap<object, Type>;
  readonly ancestors: WeakMap<object, readonly Ancestor[]>;
}

const newMemory = (): Memory => ({ expressions: new WeakMap(), ancestors: new WeakMap() });

/** The elements of longer tuples are not told apart. */
const MAX_TUPLE_LENGTH = 256;

export class Evaluator implements Engine {
  private readonly stubMemory = newMemory();
  private userMemory = newMemory();
  private generation = -1;
  private readonly builtinTypes = new Map<string, ClassDeclaration | undefined>();
  private readonly namedTuples = new WeakMap<Call, SourceFile>();
  private readonly answers = new Answers();
  private readonly modules: Modules;

  constructor(readonly program: Program) {
    this.modules = new Modules(this, program);
  }

  // ——— remembering ———

  private memoryOf(file: SourceFile): Memory {
    if (file.stubName !== undefined) return this.stubMemory;
    if (this.generation !== this.program.generation) {
      this.generation = this.program.generation;
      this.userMemory = newMemory();
    }
    return this.userMemory;
  }

  private remember(question: object, file: SourceFile, work: () => Type): Type {
    return this.answers.find(this.memoryOf(file).expressions, question, work);
  }

  userFiles(): Iterable<SourceFile> {
    return this.program.userFiles();
  }

  // ——— classes ———

  builtin(name: string, ...args: readonly Type[]): Type {
    return this.libraryInstance('builtins', name, args);
  }

  typing(name: string, ...args: readonly Type[]): Type {
    return this.libraryInstance('typing', name, args);
  }

  private libraryInstance(module: string, name: string, args: readonly Type[]): Type {
    const key = `${module}.${name}`;
    if (!this.builtinTypes.has(key)) {
      const file = this.program.stub(module);
      const binding = file && file.scopes.module.symbols.get(name)?.bindings.at(-1);
      const type = binding && this.typeOfBinding(binding);
      this.builtinTypes.set(key, type?.kind === 'class' ? type.declaration : undefined);
    }
    const declaration = this.builtinTypes.get(key);
    return declaration ? this.instanceOf(declaration, args) : UNKNOWN;
  }

  instanceOf(declaration: ClassDeclaration, args: readonly Type[] = []): InstanceType {
    return { kind: 'instance', declaration, args };
  }

  substitutionOf(declaration: ClassDeclaration, args: readonly Type[]): Substitution {
    return substitutionFor(this, declaration, args);
  }

  ancestors(declaration: ClassDeclaration, args: readonly Type[]): readonly Ancestor[] {
    if (args.length > 0) return ancestorsOf(this, declaration, args);
    const { ancestors } = this.memoryOf(declaration.file);
    const known = ancestors.get(declaration.node);
    if (known) return known;
    const { found, isWhole } = this.answers.watch(() => ancestorsOf(this, declaration, args));
    if (isWhole) ancestors.set(declaration.node, found);
    return found;
  }

  // ——— modules ———

  moduleType(path: readonly string[], level: number, from: SourceFile): Type | undefined {
    return this.modules.typeOf(path, level, from);
  }

  importedModule(statement: ImportFrom): Type | undefined {
    return this.modules.imported(statement);
  }

  distantMember(name: string, file: SourceFile): Member | undefined {
    return this.modules.distantMember(name, file);
  }

  filesBehind(file: SourceFile): SourceFile[] {
    return this.modules.filesBehind(file);
  }

  // ——— members ———

  member(type: Type, name: string): Member | undefined {
    switch (type.kind) {
      case 'module':
        return this.modules.member(type.file, name);
      case 'namespace':
        return this.modules.memberOfNamespace(type, name);
      case 'instance':
      case 'class':
        return classMember(this, type, name);
      case 'union':
        return this.memberOfUnion(type.members, name);
      case 'none':
      case 'function':
      case 'overloaded':
      case 'callable': {
        const standIn = this.builtin(type.kind === 'none' ? 'NoneType' : 'function');
        return standIn.kind === 'instance' ? classMember(this, standIn, name) : undefined;
      }
      default:
        return undefined;
    }
  }

  private memberOfUnion(types: readonly Type[], name: string): Member | undefined {
    const members = types.map((type) => this.member(type, name)).filter((member) => member !== undefined);
    const [first] = members;
    return (
      first && {
        ...first,
        bindings: members.flatMap(({ bindings }) => bindings),
        type: () => unionOfKnown(members.map((member) => member.type())),
      }
    );
  }

  // ——— expressions ———

  typeOf(node: Expression): Type {
    return this.remember(node, fileOf(node), () => this.evaluate(node));
  }

  private evaluate(node: Expression): Type {
    switch (node.kind) {
      case 'name':
        return this.typeOfName(node);
      case 'attribute':
        return this.typeOfAttribute(node);
      case 'subscript':
        return this.typeOfSubscript(node);
      case 'call':
        return this.typeOfCall(node);
      case 'string':
        return node.value === undefined
          ? this.builtin('str')
          : literalInstance(this, { type: node.isBytes ? 'bytes' : 'str', value: node.value });
      case 'number':
        return node.type === 'complex' ? this.builtin('complex') : literalInstance(this, { type: node.type, value: node.value });
      case 'constant':
        if (node.value === null) return NONE;
        return node.value === '...' ? UNKNOWN : literalInstance(this, { type: 'bool', value: node.value });
      case 'tuple': {
        const elements = node.elements.map((element) => this.typeOf(element));
        const tuple = this.builtin('tuple', unionOfKnown(elements.map(widen)));
        const isWhole = elements.length <= MAX_TUPLE_LENGTH && node.elements.every((element) => element.kind !== 'starred');
        return tuple.kind === 'instance' && isWhole ? { ...tuple, elements } : tuple;
      }
      case 'list':
      case 'set':
        return this.builtin(node.kind, unionOfKnown(node.elements.map((element) => widen(this.typeOf(element)))));
      case 'dict':
        return this.builtin(
          'dict',
          unionOfKnown(node.entries.flatMap(({ key }) => (key ? [widen(this.typeOf(key))] : []))),
          unionOfKnown(node.entries.flatMap(({ key, value }) => (key ? [widen(this.typeOf(value))] : []))),
        );
      case 'comprehension':
        return this.typeOfComprehension(node);
      case 'lambda':
        return { kind: 'function', node, file: fileOf(node) };
      case 'conditional':
        return unionOfKnown([this.typeOf(node.then), this.typeOf(node.otherwise)]);
      case 'binary':
        return this.typeOfBinary(node);
      case 'unary':
        return unaryResult(this, node.operator, this.typeOf(node.operand));
      case 'await':
        return awaited(this, this.typeOf(node.value));
      case 'yield':
        return node.isFrom && node.value ? awaited(this, this.typeOf(node.value)) : UNKNOWN;
      case 'starred':
      case 'named':
        return this.typeOf(node.value);
      case 'slice':
      case 'missing':
        return UNKNOWN;
    }
  }

  private typeOfBinary(node: Expression & { readonly kind: 'binary' }): Type {
    const left = this.typeOf(node.left);
    const right = this.typeOf(node.right);
    if (node.operator === 'or') return unionOfKnown([withoutNone(left), right]);
    if (node.operator === 'and') return right;
    return binaryResult(this, node.operator, left, right);
  }

  private typeOfComprehension(node: Comprehension): Type {
    const element = widen(this.typeOf(node.element));
    if (node.type === 'dict') return this.builtin('dict', element, node.value ? widen(this.typeOf(node.value)) : UNKNOWN);
    return node.type === 'generator' ? this.typing('Generator', element, UNKNOWN, NONE) : this.builtin(node.type, element);
  }

  private typeOfName(node: Name): Type {
    const file = fileOf(node);
    const scope = file.scopes.scopeOf(node);
    const symbol = findSymbol(scope, node.id);
    if (symbol === undefined) return this.distantMember(node.id, file)?.type() ?? UNKNOWN;
    return this.typeFromBindings(node, symbol, scope);
  }

  private typeFromBindings(node: Name, symbol: SymbolInScope, scope: Scope): Type {
    const declared = symbol.bindings.find((binding) => binding.kind === 'assign' && binding.annotation);
    if (declared) return this.typeOfBinding(declared);
    if (!isSameFlow(scope, symbol.scope)) return declaredType(this, withoutPlaceholders(symbol.bindings));
    const reaching = reachingBindings(node, symbol.bindings, symbol.scope.node);
    return this.typeOfReaching(reaching, symbol.bindings, node.id);
  }

  private typeOfReaching({ found, conditions }: Reaching, all: readonly Binding[], key: string): Type {
    if (found.length === 0) return narrow(this, declaredType(this, all), key, conditions);
    // Functions of one name are overloads, or the last of them counts.
    if (found.length > 1 && found.every(({ binding }) => binding.kind === 'function')) return declaredType(this, all);
    return unionOfKnown(found.map(({ binding, conditions: held }) => narrow(this, this.typeOfBinding(binding), key, held)));
  }

  private typeOfAttribute(node: Attribute): Type {
    if (node.name === undefined) return UNKNOWN;
    const receiver = this.typeOf(node.value);
    const flow = this.attributeFlow(node);
    if (flow?.isComplete) return this.typeOfReaching(flow, [], flow.key);
    const type = this.member(receiver, node.name.id)?.type() ?? UNKNOWN;
    return flow ? narrow(this, type, flow.key, flow.conditions) : type;
  }

  /** What the method around says of `self.x` before this place. */
  private attributeFlow(node: Attribute): (Reaching & { readonly key: string }) | undefined {
    const key = referenceKey(node);
    const method = enclosing(node, 'function');
    if (key === undefined || method === undefined || node.value.kind !== 'name' || node.name === undefined) return undefined;
    const scopes = fileOf(node).scopes;
    const classScope = method.parent?.kind === 'class' ? scopes.scopeOpenedBy(method.parent) : undefined;
    const isSelf = method.parameters[0]?.name?.id === node.value.id;
    const bindings = (isSelf && classScope?.instanceAttributes.get(node.name.id)) || [];
    const here = bindings.filter(({ name }) => name.from >= method.from && name.to <= method.to);
    return { ...reachingBindings(node, here, method), key };
  }

  private typeOfSubscript(node: Subscript): Type {
    const value = this.typeOf(node.value);
    const index = this.typeOf(node.index);
    if (value.kind === 'class') {
      const annotated = this.annotated(node);
      return annotated.kind === 'instance' ? { kind: 'class', declaration: annotated.declaration, args: annotated.args } : UNKNOWN;
    }
    const members = value.kind === 'union' ? value.members : [value];
    return unionOfKnown(
      members.map((member) => {
        if (node.index.kind === 'slice') return sliced(this, member);
        const at = literalNumber(index);
        if (member.kind === 'instance' && member.elements && at !== undefined) return member.elements.at(at) ?? UNKNOWN;
        return callMethod(this, member, '__getitem__', index);
      }),
    );
  }

  // ——— calls ———

  private typeOfCall(node: Call): Type {
    const callee = this.typeOf(node.callee);
    const special = this.specialCall(node, callee);
    return special ?? this.call(callee, passedArguments(this, node));
  }

  call(callee: Type, args: readonly PassedArgument[]): Type {
    return resultOfCall(this, callee, args);
  }

  /** Calls whose result depends on more than the types of the arguments. */
  private specialCall(node: Call, callee: Type): Type | undefined {
    const name = lastName(node.callee);
    if (callee.kind === 'class' && callee.declaration.file.stubName === 'typing' && name === 'TypeVar') {
      const first = node.args[0]?.value;
      const otherwise = node.args.find((argument) => argument.name?.id === 'default')?.value;
      return {
        kind: 'typeVariable',
        name: first?.kind === 'string' ? (first.value ?? '') : '',
        default: otherwise && this.annotated(otherwise),
      };
    }
    if (name === 'super' && node.callee.kind === 'name') return this.superInstance(node);
    if (name === 'namedtuple') {
      const file = this.namedTuples.get(node) ?? namedTupleFile(node);
      if (file === undefined) return undefined;
      this.namedTuples.set(node, file);
      const binding = [...file.scopes.module.symbols.values()][0]?.bindings[0];
      return binding && this.typeOfBinding(binding);
    }
    if (name === 'const' && node.args[0]) return this.typeOf(node.args[0].value);
    return undefined;
  }

  private superInstance(node: Call): Type {
    const around = enclosing(node, 'class');
    if (around === undefined) return UNKNOWN;
    const bases = basesOf(this, around).filter((base) => base !== undefined);
    return bases[0] ? this.instanceOf(bases[0].declaration, bases[0].args) : this.builtin('object');
  }

  // ——— bindings ———

  typeOfBinding(binding: Binding): Type {
    return this.remember(binding, fileOf(binding.name), () => this.evaluateBinding(binding));
  }

  private evaluateBinding(binding: Binding): Type {
    const file = fileOf(binding.name);
    switch (binding.kind) {
      case 'assign':
        return this.typeOfAssignment(binding);
      case 'iteration': {
        const iterable = this.typeOf(binding.iterable);
        const item = binding.isAsync
          ? awaited(this, callMethod(this, callMethod(this, iterable, '__aiter__'), '__anext__'))
          : iterated(this, iterable);
        return unpack(this, item, binding.unpack);
      }
      case 'with': {
        const manager = this.typeOf(binding.value);
        const entered = binding.isAsync ? awaited(this, callMethod(this, manager, '__aenter__')) : callMethod(this, manager, '__enter__');
        return unpack(this, entered, binding.unpack);
      }
      case 'except':
        return binding.handler.type ? this.typeOfCaught(this.typeOf(binding.handler.type)) : this.builtin('BaseException');
      case 'import': {
        const { path, alias } = binding.imported;
        return this.moduleType(idsOf(alias ? path : path.slice(0, 1)), 0, file) ?? UNKNOWN;
      }
      case 'importFrom':
        return this.importedMember(binding)?.type() ?? UNKNOWN;
      case 'function': {
        const type: FunctionType = { kind: 'function', node: binding.node, file };
        return this.decorated(type, binding.node);
      }
      case 'class': {
        const scope = file.scopes.scopeOpenedBy(binding.node);
        return scope ? { kind: 'class', declaration: declarationOf(this, binding.node, scope), args: [] } : UNKNOWN;
      }
      case 'parameter': {
        const index = binding.of.parameters.indexOf(binding.parameter);
        const type = this.parameterType({ kind: 'function', node: binding.of, file }, index);
        if (binding.parameter.star === '*') return this.builtin('tuple', type);
        return binding.parameter.star === '**' ? this.builtin('dict', this.builtin('str'), type) : type;
      }
    }
  }

  importedMember({ statement, imported }: Binding & { readonly kind: 'importFrom' }): Member | undefined {
    const module = this.importedModule(statement);
    const name = imported.path[0]?.id;
    return module && name !== undefined ? this.member(module, name) : undefined;
  }

  private decorated(type: FunctionType, node: FunctionDef): Type {
    const unknown = node.decorators.filter(
      (decorator) => !isTransparent(lastName(decorator.kind === 'call' ? decorator.callee : decorator)),
    );
    return unknown.reduce<Type>((value, decorator) => {
      const result = this.call(this.typeOf(decorator), passed(value));
      return result.kind === 'unknown' ? value : result;
    }, type);
  }

  private typeOfCaught(type: Type): Type {
    if (type.kind === 'class') return this.instanceOf(type.declaration, type.args);
    if (type.kind === 'instance' && type.elements) return unionOfKnown(type.elements.map((element) => this.typeOfCaught(element)));
    return UNKNOWN;
  }

  private typeOfAssignment(binding: Binding & { readonly kind: 'assign' }): Type {
    const { annotation, value } = binding;
    if (annotation) {
      const declared = this.annotated(annotation);
      // `X: Final = 3` says nothing that its value does not say better.
      if (declared.kind !== 'unknown' || value === undefined) return declared;
    }
    if (value === undefined) return UNKNOWN;
    const type = unpack(this, this.typeOf(value), binding.unpack);
    return isOpenContainer(type, value) ? filled(this, binding, type) : type;
  }

  // ——— functions ———

  annotated(annotation: Expression): Type {
    return this.remember(keyFor(annotationKeys, annotation), fileOf(annotation), () => typeOfAnnotation(this, annotation));
  }

  parameterType(fn: FunctionType, index: number): Type {
    const { node, file } = fn;
    const parameter = node.parameters[index];
    if (parameter === undefined) return UNKNOWN;
    const substitution = fn.substitution ?? new Map<string, Type>();
    if (parameter.annotation) return substitute(this.annotated(parameter.annotation), substitution);
    if (isReceiver(fn, index)) return fn.boundTo ?? this.receiverType(node as FunctionDef, file);
    return this.remember(parameter, file, () => inferParameter(this, node, parameter, index));
  }

  /** `self` or `cls` of a method. */
  private receiverType(node: FunctionDef, file: SourceFile): Type {
    const around = node.parent?.kind === 'class' ? node.parent : undefined;
    const scope = around && file.scopes.scopeOpenedBy(around);
    if (!around || !scope) return UNKNOWN;
    const declaration = declarationOf(this, around, scope);
    const args = typeParameters(this, declaration);
    const isClassMethod = node.decorators.some((decorator) => lastName(decorator) === 'classmethod');
    return isClassMethod ? { kind: 'class', declaration, args } : this.instanceOf(declaration, args);
  }

  returnType(fn: FunctionType): Type {
    const { node, file } = fn;
    const substitution = fn.substitution ?? new Map<string, Type>();
    if (node.kind === 'lambda') return this.typeOf(node.body);
    const declared = node.returns
      ? this.annotated(node.returns)
      : this.remember(keyFor(returnKeys, node), file, () => returnedType(this, node));
    const type = substitute(declared, substitution);
    return node.isAsync && !isGenerator(node) ? this.typing('Coroutine', UNKNOWN, UNKNOWN, type) : type;
  }
}

/** Keys of their own for what a function returns, and for what an expression is as an annotation: the nodes stand for other questions. */
const returnKeys = new WeakMap<Node, object>();
const annotationKeys = new WeakMap<Node, object>();

function keyFor(keys: WeakMap<Node, object>, node: Node): object {
  const key = keys.get(node) ?? {};
  keys.set(node, key);
  return key;
}

/** Comprehensions run where they stand; functions run later. */
function isSameFlow(from: Scope, to: Scope): boolean {
  let scope = from;
  while (scope !== to && scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
  return scope === to;
}

/** For a function that runs later, `sock = None` at the top of the file says nothing when something else is assigned too. */
function withoutPlaceholders(bindings: readonly Binding[]): readonly Binding[] {
  const telling = bindings.filter((binding) => binding.kind !== 'assign' || !isNone(binding.value));
  return telling.length > 0 ? telling : bindings;
}

function isNone(value: Expression | undefined): boolean {
  return value?.kind === 'constant' && value.value === null;
}

/** Decorators that give the function back, or that other parts of the engine understand. */
function isTransparent(name: string | undefined): boolean {
  return [
    'native',
    'viper',
    'asm_thumb',
    'asm_xtensa',
    'property',
    'setter',
    'deleter',
    'staticmethod',
    'classmethod',
    'overload',
  ].includes(name ?? '');
}
