import { Button } from 'react-native';
import { desk } from '../src/desk';

export default function Settings() {
  return <Button title="Reconnect" onPress={() => desk.reconnect()} />;
}
