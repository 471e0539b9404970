import { useState } from "react";
import { Button, Text, TextInput, View } from "react-native";

import { useAuth } from "@/contexts/auth";

export default function LoginScreen() {
  const { signIn } = useAuth();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState("");

  return (
    <View>
      <TextInput value={email} onChangeText={setEmail} autoCapitalize="none" />
      <TextInput value={password} onChangeText={setPassword} secureTextEntry />
      <Text>{problem}</Text>
      <Button title="Sign in" onPress={() => signIn(email, password).catch((error) => setProblem(String(error.message)))} />
    </View>
  );
}
