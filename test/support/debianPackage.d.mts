export function installDebianPackage(name: string, size: string): boolean;
