//only machine
// Components of all kinds, JSX, the order of effects.
import * as React from "react";
import { Component, createContext, forwardRef, lazy, memo, use, useContext, useImperativeHandle, useRef, render } from "react";

const Session = createContext(null);
const Theme = createContext("light");

class Root extends Component {
  state = { user: null };

  componentDidMount() {
    log("mounted", this.props.name);
    this.setState({ user: "u" }, () => log("set"));
  }

  render() {
    return (
      <>
        <Theme value="dark">
          <Session.Provider value={this.state.user}>{this.props.children}</Session.Provider>
        </Theme>
      </>
    );
  }
}

const Input = memo(forwardRef(({ initial }, ref) => {
  useImperativeHandle(ref, () => ({ initial }), [initial]);
  return <input value={initial} />;
}));

async function main() {
  render(Root, { name: "app", children: <Input /> });
//> mounted app
  log(use(Session), useContext(Theme));
//> null dark
  await null;
  await null;
//> set
  log(use(Session));
//> u

  const ref = { current: null };
  const input = render(Input, { initial: 3, ref });
  log(ref.current, input.result);
//> {initial: 3} {type: "input", props: {value: 3}}
  const Late = lazy(() => Promise.resolve({ default: () => "never" }));
  log(render(Late).result, React.isValidElement(<Late />), React.Children.toArray([1, 2]));
//> null true [1, 2]
  log(typeof React.startTransition, React.cloneElement(<b a={1} />, { c: 2 }).props);
//> function {a: 1, c: 2}
}
main();
