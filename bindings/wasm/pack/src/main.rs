//! Makes the JavaScript that calls the program in the npm package:
//!
//!     ibid-wasm-pack WASM FOLDER

use std::error::Error;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [wasm, folder] = arguments.as_slice() else { return Err("usage: ibid-wasm-pack WASM FOLDER".into()) };
    let mut bindgen = Bindgen::new();
    // The package says where the program lies, and starts it anew after a failure.
    bindgen.input_path(wasm).out_name("ibid").web(true)?.omit_default_module_path(true).reset_state_function(true);
    Ok(bindgen.generate(folder)?)
}
