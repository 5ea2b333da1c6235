/** Opens the line that a record or a traceback names: of the script, saved or not, or of a module that it imported. */
import type { SourcePlace } from '../../../shared/src';
import { showLine, type TracebackPlaces } from '../ui/tracebackLinks';

/** Returns whether there is such a file in this window. */
export async function showPlace(places: TracebackPlaces, place: SourcePlace): Promise<boolean> {
  const uri = await places.resolve(place);
  if (uri) await showLine(uri, place.line);
  return uri !== undefined;
}
