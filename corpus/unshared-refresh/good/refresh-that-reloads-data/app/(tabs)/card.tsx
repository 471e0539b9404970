import { Button, Text, View } from 'react-native';
import { useTokenRefresh } from '../../hooks/useTokenRefresh';

export default function CardScreen() {
  const { card, refreshSession } = useTokenRefresh();
  return (
    <View>
      <Text>{card?.points ?? 0} points</Text>
      <Button title="Reload" onPress={refreshSession} />
    </View>
  );
}
