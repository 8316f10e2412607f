// The Swedish of everything the viewer can say. A key that is missing is collected, and a test fails on it.
import { translator } from "./translator.js";

const { missing, module } = translator({ "Open {element}": "Öppna {element}" });

export { missing };
export default module;
